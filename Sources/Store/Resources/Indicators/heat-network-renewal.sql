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
method-zh: “管网长度”有沟槽（路由）长度与单管长度之分，供、回水管各计时单管长度约为沟槽长度的两倍。默认沟槽长度，因为它较严，也与挖开道路的里程一致；单管长度旁列。一次、二次管网都计入。
method-en: “Length” can be that of the trench or that of single pipes, which is about twice as long with flow and return. The trench is the default, being stricter and what is dug up; single pipes stand beside it. Primary and secondary networks both count.
quantities: heat_network.renewed, heat_network.renewed_pipe
reporter: 供热企业
reporter-en: heating companies
answers: 管网 改造 @供热 | 公里
variant: trench | 沟槽长度 | length of trench |
variant: pipe | 单管长度 | length of single pipes | 单管
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = ''
        AND quantity = iif(:variant = 'pipe', 'heat_network.renewed_pipe', 'heat_network.renewed')
    GROUP BY year
)
SELECT sum(value) / 1e3 AS numerator, NULL AS denominator, sum(value) / 1e3 AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) / 1e3 AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = ''
    AND quantity = iif(:variant = 'pipe', 'heat_network.renewed_pipe', 'heat_network.renewed')
GROUP BY kind, subject;
