/*
id: green-coverage
zh: 建成区绿化覆盖率
en: Green coverage of the built-up area
unit: %
direction: up
formula-zh: 建成区绿化覆盖面积（垂直投影，不重复计算）÷ 建成区面积 × 100
formula-en: Vertical projection of all vegetation in the built-up area, counted once ÷ built-up area × 100
clause: 连云港方案第11项；算法见园林绿化统计口径（可信度高）
clause-en: Lianyungang plan, task 11; boundary of parks statistics (confidence high)
quantities: green.covered_area, built_up.area
reporter: 区县园林绿化部门
reporter-en: district parks departments
answers: 绿化覆盖率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'green.covered_area' AND whole.quantity = 'built_up.area';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'green.covered_area' AND whole.quantity = 'built_up.area';
