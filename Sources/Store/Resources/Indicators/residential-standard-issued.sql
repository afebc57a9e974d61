/*
id: residential-standard-issued
zh: 居住建筑节能设计标准颁布年份
en: Year the residential energy standard was issued
unit: 年
direction: down
formula-zh: 填报的标准颁布实施年份，以最近一年的填报为准；知道以后各年都是这一年
formula-en: The year in which the standard was issued, as reported last; once known the same for every year
clause: 天津方案四（二）1（五步节能设计标准）
clause-en: Tianjin plan, 4.2.1 (five-step standard)
method-zh: 以发布公告的年份为准，不以施行日期为准；原文写“颁布实施”，两个日期不在同一年时以填报说明为准。
method-en: The year of the announcement, not of entry into force; the plan says “issued and in force”: where the two differ the evidence of the report says which.
quantities: standard.residential_issued_year
reporter: 市住房城乡建设部门
reporter-en: city housing department
answers: 颁布 节能设计标准 | 年
answers: 发布 节能设计标准 | 年
*/
-- value
WITH reported AS (
    SELECT kind, subject, jurisdiction_id, known, value, year AS reported_year FROM v_place_report
    WHERE place_id = :jurisdiction AND :year >= 1990 AND scope = '' AND quantity = 'standard.residential_issued_year'
        AND value BETWEEN 1990 AND 2100
)
SELECT min(value) AS numerator, NULL AS denominator, min(value) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM reported
WHERE reported_year = (SELECT max(reported_year) FROM reported)
HAVING count(*) > 0;
-- rows
WITH reported AS (
    SELECT kind, subject, jurisdiction_id, known, value, year AS reported_year FROM v_place_report
    WHERE place_id = :jurisdiction AND :year >= 1990 AND scope = '' AND quantity = 'standard.residential_issued_year'
        AND value BETWEEN 1990 AND 2100
)
SELECT kind, subject, value AS contribution, NULL AS weight
FROM reported
WHERE reported_year = (SELECT max(reported_year) FROM reported)
ORDER BY value
LIMIT 1;
