/*
id: rural-home-gain
zh: 改造农房整体能效提升率
en: Efficiency gained by retrofitted rural homes
unit: %
direction: up
change: yes
formula-zh: （改造前农房年能耗 − 改造后年能耗）÷ 改造前年能耗 × 100，均折标准煤
formula-en: (Yearly energy of the homes before retrofit − after) ÷ before × 100, as coal equivalent
clause: 天津方案四（五）2
clause-en: Tianjin plan, 4.5.2
method-zh: 用当年改造的农房前后能耗之和相比，大户权重大；不是各户提升率的平均。前后须按同一供暖天数和室温折算；只有抽样调查的，按抽样户填报。
method-en: Sums of all homes retrofitted in the year, so larger homes weigh more; not the mean of single gains. Before and after must be for the same degree days and room temperature; where only a sample was surveyed, report the sample.
quantities: rural.energy_before, rural.energy_after
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 能效 提升率 @农房 -调适 | %
*/
-- value
SELECT sum((whole.value - part.value)) AS numerator, sum(whole.value) AS denominator,
    100 * sum((whole.value - part.value)) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'rural.energy_after' AND whole.quantity = 'rural.energy_before';
-- rows
SELECT kind, subject, (whole.value - part.value) AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'rural.energy_after' AND whole.quantity = 'rural.energy_before';
