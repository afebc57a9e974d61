/*
id: public-retrofit
zh: 累计公共建筑能效提升面积
en: Public floor area with improved efficiency
unit: 万平方米
direction: up
formula-zh: 自2021年起逐年公共建筑能效提升面积之和（平方米 ÷ 10000）
formula-en: Floor area of public buildings with improved efficiency, summed from 2021 (m² ÷ 10 000)
clause: 天津方案四（三）2（“再推动”自何年起算，原文未写）
clause-en: Tianjin plan, 4.3.2 (which does not say from which year on)
method-zh: “再推动 150 万平方米”与“累计 600 万平方米”起算年不同而原文未写；本系统都自2021年起累计，2020年以前的须作为一次性填报补入。
method-en: “A further 1.5 million m²” and “6 million m² in all” begin in different years, which the plan does not name; both are summed from 2021 here, what was done before must be added as a report.
quantities: retrofit.public_floor_area
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 公共建筑 能效提升 -20% | 万平方米
*/
-- value
WITH total AS (
    SELECT year, sum(value) AS value, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'retrofit.public_floor_area'
    GROUP BY year
)
SELECT sum(value) / 1e4 AS numerator, NULL AS denominator, sum(value) / 1e4 AS value,
    0 AS measured, 0 AS billed, sum(known) / (:year - 2020) AS statistical, 0 AS estimated
FROM total
HAVING max(year) = :year;
-- rows
SELECT kind, subject, sum(value) / 1e4 AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year BETWEEN 2021 AND :year AND scope = '' AND quantity = 'retrofit.public_floor_area'
GROUP BY kind, subject;
