/*
id: wastewater-reuse
zh: 城镇污水处理厂尾水再生利用率
en: Reuse of treated wastewater
unit: %
direction: up
formula-zh: 再生利用的尾水量 ÷ 污水处理量 × 100
formula-en: Treated wastewater that is reused ÷ wastewater treated × 100
clause: 连云港方案第13项（县以上城市；凭记忆，须核对原文）
clause-en: Lianyungang plan, task 13 (county towns and above; from memory, check the printed text)
quantities: wastewater.reused, wastewater.treated
reporter: 污水处理企业
reporter-en: wastewater plants
answers: 尾水 再生 | %
answers: 再生水 利用率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'wastewater.reused' AND whole.quantity = 'wastewater.treated';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'wastewater.reused' AND whole.quantity = 'wastewater.treated';
