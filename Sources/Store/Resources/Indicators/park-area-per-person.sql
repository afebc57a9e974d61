/*
id: park-area-per-person
zh: 人均公园绿地面积
en: Park area per person
unit: 平方米/人
direction: up
formula-zh: 公园绿地面积 ÷ 城区人口（户籍与暂住）
formula-en: Area of parks ÷ population of the urban area (registered and temporary)
clause: 连云港方案第11项；GB/T 50563-2010（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 11; GB/T 50563-2010 (from memory, check the printed text)
method-zh: 人口为城区户籍人口与暂住人口之和；按常住人口计算会有出入。
method-en: Population is registered plus temporary population of the urban area; with resident population the number differs.
quantities: park.area, population.urban
reporter: 区县园林绿化部门
reporter-en: district parks departments
answers: 人均 公园绿地 | 平方米/人
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'park.area' AND whole.quantity = 'population.urban';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'park.area' AND whole.quantity = 'population.urban';
