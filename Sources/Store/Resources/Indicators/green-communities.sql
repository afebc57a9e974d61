/*
id: green-communities
zh: 绿色社区创建比例
en: Green communities
unit: %
direction: up
formula-zh: 达到绿色社区创建要求的城市社区数 ÷ 城市社区总数 × 100
formula-en: Urban communities that meet the requirements of a green community ÷ all urban communities × 100
clause: 连云港方案第9项；天津方案四（一）4
clause-en: Lianyungang plan, task 9; Tianjin plan, 4.1.4
quantities: community.green, community.total
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 绿色社区 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'community.green' AND whole.quantity = 'community.total';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'community.green' AND whole.quantity = 'community.total';
