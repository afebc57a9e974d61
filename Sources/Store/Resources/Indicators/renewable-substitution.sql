/*
id: renewable-substitution
zh: 建筑可再生能源替代率
en: Renewable energy substitution in buildings
unit: %
direction: up
formula-zh: 可再生能源替代的常规能源量 ÷ 建筑能源总量（含可再生能源，均折标准煤）× 100
formula-en: Conventional energy substituted by renewables ÷ all energy of buildings, renewables included (both as coal equivalent) × 100
clause: 连云港方案第4项（新建建筑）；天津方案四（八）1（城镇建筑）；算法见 GB/T 50801（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 4 (new buildings); Tianjin plan, 4.8.1 (urban buildings); method of GB/T 50801 (from memory, check the printed text)
method-zh: 同名不同口径：连云港为新建建筑，天津为城镇（全部）建筑，不能相互比较。分母含可再生能源本身；光伏发电按电热当量折算，按发电煤耗折算会更高。
method-en: One name, two populations: new buildings in Lianyungang, all urban buildings in Tianjin; not comparable. The denominator includes the renewable energy itself; photovoltaic power counts by calorific value, by coal rate it would be more.
quantities: energy.renewable_substituted, energy.building_total
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 可再生能源 替代 | %
variant: new_buildings | 新建建筑 | new buildings | 新建
variant: urban_buildings | 城镇建筑 | all urban buildings | 城镇
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = :variant
    AND part.quantity = 'energy.renewable_substituted' AND whole.quantity = 'energy.building_total';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = :variant
    AND part.quantity = 'energy.renewable_substituted' AND whole.quantity = 'energy.building_total';
