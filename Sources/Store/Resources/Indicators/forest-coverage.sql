/*
id: forest-coverage
zh: 森林覆盖率
en: Forest coverage
unit: %
direction: up
formula-zh: 森林面积 ÷ 行政区域土地面积 × 100
formula-en: Forest area ÷ land area of the place × 100
clause: 连云港方案第11项；林业统计口径
clause-en: Lianyungang plan, task 11; boundary of forestry statistics
method-zh: 分母用全域土地面积，不扣除水域；省里考核的“林木覆盖率”另计四旁树，会高出几个百分点，不能代替。
method-en: The denominator is all land of the place, water included. The province’s “tree coverage” also counts rows of trees and is several points higher; it is another number.
quantities: forest.area, land.area
reporter: 区县林业部门
reporter-en: district forestry departments
answers: 森林覆盖率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'forest.area' AND whole.quantity = 'land.area';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'forest.area' AND whole.quantity = 'land.area';
