/*
id: sponge-city
zh: 建成区海绵城市达标率
en: Sponge city compliance of the built-up area
unit: %
direction: up
formula-zh: 达到海绵城市要求的排水分区面积 ÷ 建成区面积 × 100
formula-en: Area of drainage zones that meet the sponge city requirements ÷ built-up area × 100
clause: 连云港方案第12项；GB/T 51345-2018（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 12; GB/T 51345-2018 (from memory, check the printed text)
method-zh: 按达标排水分区面积计，不按项目数；达标以年径流总量控制率和内涝、黑臭水体条件为准（GB/T 51345-2018）。
method-en: By area of drainage zones that comply, not by number of projects; a zone complies by its volume capture ratio and its conditions on flooding and foul water (GB/T 51345-2018).
quantities: sponge.compliant_area, built_up.area
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 海绵城市 达标 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'sponge.compliant_area' AND whole.quantity = 'built_up.area';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'sponge.compliant_area' AND whole.quantity = 'built_up.area';
