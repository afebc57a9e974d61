/*
id: retrofit-growth
zh: 既有建筑绿色节能改造面积增长率
en: Growth of retrofitted floor area
unit: %
direction: up
formula-zh: （当年改造面积 − 2023年改造面积）÷ 2023年改造面积 × 100；按当年面积，不按累计
formula-en: (Floor area retrofitted in the year − in 2023) ÷ floor area retrofitted in 2023 × 100; of the single year, not cumulative
clause: 连云港方案第6项（原文未写当年或累计）
clause-en: Lianyungang plan, task 6 (which does not say whether of the year or cumulative)
quantities: retrofit.floor_area
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 既有建筑 改造面积 | %
*/
-- value
SELECT sum(now.value - base.value) AS numerator, sum(base.value) AS denominator,
    100 * sum(now.value - base.value) / nullif(sum(base.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * now.known AS statistical, 0 AS estimated
FROM v_place_report now JOIN v_place_report base USING (place_id, jurisdiction_id, kind, subject, scope, quantity)
WHERE place_id = :jurisdiction AND now.year = :year AND base.year = 2023 AND :year >= 2023
    AND scope = '' AND quantity = 'retrofit.floor_area';
-- rows
SELECT kind, subject, now.value - base.value AS contribution, base.value AS weight
FROM v_place_report now JOIN v_place_report base USING (place_id, jurisdiction_id, kind, subject, scope, quantity)
WHERE place_id = :jurisdiction AND now.year = :year AND base.year = 2023 AND :year >= 2023
    AND scope = '' AND quantity = 'retrofit.floor_area';
