/*
id: electricity-share
zh: 建筑用电占建筑能耗比例
en: Electricity share of building energy
unit: %
direction: up
formula-zh: 城镇住宅、农村住宅、公共建筑的用电量 ÷ 三者能耗总量 × 100，均折标准煤，电力按因子库的折标系数
formula-en: Electricity of urban homes, rural homes and public buildings ÷ all their energy × 100, as coal equivalent; electricity by the coefficient of the factor library
clause: 天津方案四（六）1（折标方法凭记忆，须核对原文）
clause-en: Tianjin plan, 4.6.1 (method of conversion from memory, check the printed text)
reporter: 统计数据
reporter-en: statistics
answers: 用电 能耗 | %
*/
-- value
SELECT sum(coal_equivalent_kg) FILTER (WHERE carrier = 'electricity') AS numerator,
    sum(coal_equivalent_kg) AS denominator,
    100 * sum(coal_equivalent_kg) FILTER (WHERE carrier = 'electricity') / nullif(sum(coal_equivalent_kg), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_emission
WHERE place_id = :jurisdiction AND year = :year AND segment IN ('urban_home', 'rural_home', 'public_building');
-- rows
SELECT 'segment' AS kind, segment AS subject,
    ifnull(sum(coal_equivalent_kg) FILTER (WHERE carrier = 'electricity'), 0) AS contribution,
    sum(coal_equivalent_kg) AS weight
FROM v_place_emission
WHERE place_id = :jurisdiction AND year = :year AND segment IN ('urban_home', 'rural_home', 'public_building')
GROUP BY segment;
