/*
id: material-loss-fall
zh: 施工现场建筑材料损耗率比2020年下降幅度
en: Fall of material loss on sites since 2020
unit: %
direction: up
change: yes
formula-zh: （2020年损耗率 − 当年损耗率）÷ 2020年损耗率 × 100；损耗率 = 损耗材料价值 ÷ 净用量价值
formula-en: (Loss rate of 2020 − loss rate of the year) ÷ loss rate of 2020 × 100; loss rate = value of material lost ÷ value of the net quantity
clause: 天津方案四（七）3
clause-en: Tianjin plan, 4.7.3
method-zh: 各种材料按价值加权：损耗 =（实际用量 − 理论用量）× 单价。价格变化会带来偏差，故两年用同一价目。下降 20% 按相对下降理解（如 5% 降到 4%），不是降低 20 个百分点。两年都填报的地方才计入。
method-en: Materials are weighted by value: loss = (used − theoretical) × price, with the same price list in both years. A fall of 20 % is relative (from 5 % to 4 %), not 20 points. Only places that reported both years count.
quantities: material.lost_value, material.net_value
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 材料 损耗率 | %
*/
-- value
WITH site AS (
    SELECT kind, subject, jurisdiction_id, max(known) FILTER (WHERE year = :year) AS known,
        sum(value) FILTER (WHERE year = :year AND quantity = 'material.lost_value') AS lost,
        sum(value) FILTER (WHERE year = :year AND quantity = 'material.net_value') AS net,
        sum(value) FILTER (WHERE year = 2020 AND quantity = 'material.lost_value') AS base_lost,
        sum(value) FILTER (WHERE year = 2020 AND quantity = 'material.net_value') AS base_net
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year IN (2020, :year) AND :year >= 2020 AND scope = ''
        AND quantity IN ('material.lost_value', 'material.net_value')
    GROUP BY kind, subject, jurisdiction_id
    HAVING lost IS NOT NULL AND net IS NOT NULL AND base_lost IS NOT NULL AND base_net IS NOT NULL
), base AS (SELECT sum(base_lost) / nullif(sum(base_net), 0) AS rate FROM site)
SELECT sum(rate * net - lost) AS numerator, sum(rate * net) AS denominator,
    100 * sum(rate * net - lost) / nullif(sum(rate * net), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM site, base;
-- rows
WITH site AS (
    SELECT kind, subject,
        sum(value) FILTER (WHERE year = :year AND quantity = 'material.lost_value') AS lost,
        sum(value) FILTER (WHERE year = :year AND quantity = 'material.net_value') AS net,
        sum(value) FILTER (WHERE year = 2020 AND quantity = 'material.lost_value') AS base_lost,
        sum(value) FILTER (WHERE year = 2020 AND quantity = 'material.net_value') AS base_net
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year IN (2020, :year) AND :year >= 2020 AND scope = ''
        AND quantity IN ('material.lost_value', 'material.net_value')
    GROUP BY kind, subject
    HAVING lost IS NOT NULL AND net IS NOT NULL AND base_lost IS NOT NULL AND base_net IS NOT NULL
), base AS (SELECT sum(base_lost) / nullif(sum(base_net), 0) AS rate FROM site)
SELECT kind, subject, rate * net - lost AS contribution, rate * net AS weight
FROM site, base;
