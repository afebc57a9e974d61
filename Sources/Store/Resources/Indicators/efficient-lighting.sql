/*
id: efficient-lighting
zh: 高效节能灯具使用占比
en: Efficient luminaires in city lighting
unit: %
direction: up
formula-zh: LED 等高效节能灯具数 ÷ 城市照明灯具总数 × 100
formula-en: LED and other efficient luminaires ÷ all luminaires of city lighting × 100
clause: 天津方案四（九）2（按灯具数）
clause-en: Tianjin plan, 4.9.2 (by number)
quantities: lighting.led, lighting.total
reporter: 区县城市管理部门
reporter-en: district urban management departments
answers: 高效节能灯具 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'lighting.led' AND whole.quantity = 'lighting.total';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'lighting.led' AND whole.quantity = 'lighting.total';
