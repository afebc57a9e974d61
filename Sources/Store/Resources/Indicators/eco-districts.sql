/*
id: eco-districts
zh: 累计建成绿色生态城区数
en: Green eco-districts
unit: 个
direction: up
formula-zh: 自2021年起逐年建成绿色生态城区数之和
formula-en: Green eco-districts completed, summed from 2021
clause: 天津方案四（一）3
clause-en: Tianjin plan, 4.1.3
quantities: eco_district.completed
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 绿色生态城区 | 个
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'eco_district.completed'
    GROUP BY year
)
SELECT sum(value) AS numerator, NULL AS denominator, sum(value) AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'eco_district.completed'
GROUP BY kind, subject;
