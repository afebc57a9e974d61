/*
id: smart-construction-bases
zh: 累计培育智能建造产业基地数
en: Industrial bases of smart construction
unit: 个
direction: up
formula-zh: 自2021年起逐年认定的智能建造产业基地数之和
formula-en: Industrial bases of smart construction recognised, summed from 2021
clause: 天津方案四（十）2
clause-en: Tianjin plan, 4.10.2
method-zh: “1-2个”按至少 1 个判断，超过 2 个也算完成；以市级及以上认定文件为准。
method-en: “One or two” is judged as at least one; more than two is no failure. By recognition of the city or above.
quantities: smart_construction.base
reporter: 市住房城乡建设部门
reporter-en: city housing department
answers: 智能建造 基地 | 个
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'smart_construction.base'
    GROUP BY year
)
SELECT sum(value) AS numerator, NULL AS denominator, sum(value) AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'smart_construction.base'
GROUP BY kind, subject;
