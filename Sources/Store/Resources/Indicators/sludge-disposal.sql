/*
id: sludge-disposal
zh: 污泥无害化处置率
en: Safe disposal of sewage sludge
unit: %
direction: up
formula-zh: 无害化处置的污泥量 ÷ 污泥产生量 × 100（均为干污泥）
formula-en: Sludge disposed of safely ÷ sludge generated × 100 (both as dry solids)
clause: 连云港方案第13项（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 13 (from memory, check the printed text)
quantities: sludge.disposed, sludge.generated
reporter: 污水处理企业
reporter-en: wastewater plants
answers: 污泥 处置率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'sludge.disposed' AND whole.quantity = 'sludge.generated';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'sludge.disposed' AND whole.quantity = 'sludge.generated';
