/*
id: retrofit-growth
zh: 既有建筑绿色节能改造面积增长率
en: Growth of retrofitted floor area
unit: %
direction: up
change: yes
formula-zh: （改造面积 − 2023年改造面积）÷ 2023年改造面积 × 100；当年面积，或自2021年起累计面积
formula-en: (Floor area retrofitted − that of 2023) ÷ that of 2023 × 100; of the single year, or summed from 2021
clause: 连云港方案第6项（原文未写当年或累计）
clause-en: Lianyungang plan, task 6 (which does not say whether of the year or cumulative)
method-zh: “改造面积较2023年提高10%”可以指当年完成面积，也可以指累计完成面积；累计口径只要继续改造就会增长，还取决于从哪年起算（本系统自2021年起）。默认当年口径，因为它更严、不取决于起算年。两个地方都填报 2023 年和当年的才计入。
method-en: “Up by 10 % on 2023” can mean the area of a single year or the cumulative one, which grows as long as anything is done and depends on the first year counted (2021 here). The single year is the default, being stricter and free of that choice. Only places that reported both years count.
quantities: retrofit.floor_area
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 既有建筑 改造面积 | %
variant: single_year | 当年面积 | area of the year | 当年
variant: cumulative | 自2021年累计面积 | area summed from 2021 | 累计
*/
-- value
WITH growth AS (
    SELECT kind, subject, jurisdiction_id, max(known) FILTER (WHERE year = :year) AS known,
        sum(value) FILTER (WHERE year = :year OR :variant = 'cumulative') AS now,
        sum(value) FILTER (WHERE year = 2023 OR (year < 2023 AND :variant = 'cumulative')) AS base
    FROM v_place_report
    WHERE place_id = :jurisdiction AND :year >= 2023 AND scope = '' AND quantity = 'retrofit.floor_area'
        AND year BETWEEN 2021 AND :year
    GROUP BY kind, subject, jurisdiction_id
    HAVING max(year) = :year AND max(year = 2023) = 1
)
SELECT sum(now - base) AS numerator, sum(base) AS denominator,
    100 * sum(now - base) / nullif(sum(base), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM growth
HAVING count(*) > 0;
-- rows
WITH growth AS (
    SELECT kind, subject,
        sum(value) FILTER (WHERE year = :year OR :variant = 'cumulative') AS now,
        sum(value) FILTER (WHERE year = 2023 OR (year < 2023 AND :variant = 'cumulative')) AS base
    FROM v_place_report
    WHERE place_id = :jurisdiction AND :year >= 2023 AND scope = '' AND quantity = 'retrofit.floor_area'
        AND year BETWEEN 2021 AND :year
    GROUP BY kind, subject, jurisdiction_id
    HAVING max(year) = :year AND max(year = 2023) = 1
)
SELECT kind, subject, now - base AS contribution, base AS weight
FROM growth;
