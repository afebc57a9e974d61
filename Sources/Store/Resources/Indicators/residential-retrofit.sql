/*
id: residential-retrofit
zh: 累计改造既有居住建筑面积
en: Retrofitted residential floor area
unit: 万平方米
direction: up
formula-zh: 自2021年起逐年改造既有居住建筑面积之和（平方米 ÷ 10000）
formula-en: Floor area of existing residential buildings retrofitted, summed from 2021 (m² ÷ 10 000)
clause: 天津方案四（三）1
clause-en: Tianjin plan, 4.3.1
quantities: retrofit.residential_floor_area
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 改造 面积 @居住建筑 -公共建筑 | 万平方米
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'retrofit.residential_floor_area'
    GROUP BY year
)
SELECT sum(value) / 1e4 AS numerator, NULL AS denominator, sum(value) / 1e4 AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) / 1e4 AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'retrofit.residential_floor_area'
GROUP BY kind, subject;
