/*
id: complete-communities
zh: 完整居住社区覆盖率
en: Complete communities
unit: %
direction: up
formula-zh: 完整居住社区数 ÷ 城市社区总数 × 100
formula-en: Complete residential communities ÷ all urban communities × 100
clause: 天津方案四（一）4；完整居住社区建设标准（凭记忆，须核对原文）
clause-en: Tianjin plan, 4.1.4; standard of complete residential communities (from memory, check the printed text)
quantities: community.complete, community.total
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 完整 社区 覆盖率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'community.complete' AND whole.quantity = 'community.total';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'community.complete' AND whole.quantity = 'community.total';
