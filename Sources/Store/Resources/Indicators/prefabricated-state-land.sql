/*
id: prefabricated-state-land
zh: 国有土地新建民用建筑采用装配式建筑比例
en: Prefabricated share of new civil buildings on state-owned land
unit: %
direction: up
formula-zh: 当年国有土地上新开工的装配式民用建筑面积 ÷ 当年国有土地上新开工的（具备条件的）民用建筑面积 × 100
formula-en: Floor area of prefabricated civil buildings started on state-owned land in the year ÷ floor area started there (of eligible ones) × 100
clause: 天津方案四（七）1；装配率见 GB/T 51129-2017
clause-en: Tianjin plan, 4.7.1; degree of prefabrication of GB/T 51129-2017
method-zh: “具备条件的”由市里的实施范围文件界定，分母默认只计具备条件的；另一口径以国有土地上全部新开工民用建筑为分母。集体土地不计。单体装配率不低于 50% 的才算装配式建筑。默认具备条件口径，因为原文这样写。
method-en: Which buildings are eligible is settled by the city’s own rules; by default only they are in the denominator, as the plan says. The other reading divides by all civil buildings started on state-owned land. Collective land does not count. A building counts as prefabricated from a degree of 50 % on.
quantities: floor_area.state_land_prefab, floor_area.state_land_eligible, floor_area.state_land_civil
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 国有土地 装配式 | %
variant: eligible | 具备条件的 | eligible buildings | 具备条件
variant: all | 国有土地全部新开工 | all on state-owned land |
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.state_land_prefab'
    AND whole_quantity = iif(:variant = 'all', 'floor_area.state_land_civil', 'floor_area.state_land_eligible');
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.state_land_prefab'
    AND whole_quantity = iif(:variant = 'all', 'floor_area.state_land_civil', 'floor_area.state_land_eligible');
