/*
id: heat-network-renewal
zh: 累计改造老旧供热管网长度
en: Renewed heat network
unit: 公里
direction: up
formula-zh: 自2021年起逐年改造老旧供热管网长度之和（米 ÷ 1000；一次与二次管网）
formula-en: Length of old heat network renewed, summed from 2021 (m ÷ 1000; primary and secondary)
clause: 天津方案四（四）2
clause-en: Tianjin plan, 4.4.2
quantities: heat_network.renewed
reporter: 供热企业
reporter-en: heating companies
answers: 管网 改造 @供热 | 公里
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'heat_network.renewed'
    GROUP BY year
)
SELECT sum(value) / 1e3 AS numerator, NULL AS denominator, sum(value) / 1e3 AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) / 1e3 AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'heat_network.renewed'
GROUP BY kind, subject;
