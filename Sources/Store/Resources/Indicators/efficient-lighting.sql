/*
id: efficient-lighting
zh: 高效节能灯具使用占比
en: Efficient luminaires in city lighting
unit: %
direction: up
formula-zh: LED 等高效节能灯具数（或功率）÷ 城市照明灯具总数（或功率）× 100
formula-en: LED and other efficient luminaires (by number or by power) ÷ all luminaires of city lighting × 100
clause: 天津方案四（九）2（原文未写按数量或按功率）
clause-en: Tianjin plan, 4.9.2 (which does not say whether by number or by power)
method-zh: 可以按盏数，也可以按安装功率。默认按盏数，因为“使用占比”通常这样统计；高效灯具功率小，按功率占比会低一些，但更接近用电。
method-en: By number or by installed power. By number is the default, as such shares are usually counted; efficient lamps draw less, so by power the share is lower and closer to the electricity used.
quantities: lighting.led, lighting.total, lighting.led_power, lighting.total_power
reporter: 区县城市管理部门
reporter-en: district urban management departments
answers: 高效节能灯具 | %
variant: count | 按盏数 | by number |
variant: power | 按功率 | by power | 功率
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = iif(:variant = 'power', 'lighting.led_power', 'lighting.led')
    AND whole.quantity = iif(:variant = 'power', 'lighting.total_power', 'lighting.total');
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = iif(:variant = 'power', 'lighting.led_power', 'lighting.led')
    AND whole.quantity = iif(:variant = 'power', 'lighting.total_power', 'lighting.total');
