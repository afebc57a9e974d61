/*
id: rural-home-retrofit
zh: 累计既有农房节能改造户数
en: Retrofitted rural homes
unit: 户
direction: up
formula-zh: 自2021年起逐年完成节能改造的农房户数之和
formula-en: Rural homes retrofitted, summed from 2021
clause: 天津方案四（五）2
clause-en: Tianjin plan, 4.5.2
quantities: rural.retrofitted_homes
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 农房 改造 | 户
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'rural.retrofitted_homes'
    GROUP BY year
)
SELECT sum(value) AS numerator, NULL AS denominator, sum(value) AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'rural.retrofitted_homes'
GROUP BY kind, subject;
