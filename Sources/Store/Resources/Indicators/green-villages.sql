/*
id: green-villages
zh: 累计建成绿色低碳示范村数
en: Green and low-carbon model villages
unit: 个
direction: up
formula-zh: 自2021年起逐年建成绿色低碳示范村数之和
formula-en: Model villages completed, summed from 2021
clause: 天津方案四（五）1
clause-en: Tianjin plan, 4.5.1
method-zh: 原文“在涉农区打造1个绿色低碳示范村”按全市合计 1 个理解；若理解为每个涉农区各 1 个，可逐区查看。
method-en: “One model village in the rural districts” is read as one for the city; read as one for each rural district, look at each of them.
quantities: village.green_demo
reporter: 区县农业农村部门
reporter-en: district agriculture departments
answers: 示范村 | 个
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'village.green_demo'
    GROUP BY year
)
SELECT sum(value) AS numerator, NULL AS denominator, sum(value) AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'village.green_demo'
GROUP BY kind, subject;
