/*
id: household-waste-utilised
zh: 生活垃圾资源化利用率
en: Household waste utilised
unit: %
direction: up
formula-zh: 焚烧发电、生物处理和回收利用的生活垃圾量 ÷ 生活垃圾产生量 × 100
formula-en: Household waste burnt for power, treated biologically or recycled ÷ household waste generated × 100
clause: 连云港方案第14项（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 14 (from memory, check the printed text)
method-zh: “资源化利用率”计焚烧发电、堆肥或厌氧处理和回收利用；不计焚烧的是“回收利用率”（household-waste-recycled）。分母为清运量与回收量之和。国家目标为 65%，与本市目标口径是否一致须核对。
method-en: Utilisation counts burning for power, composting or digestion, and recycling; without burning it is household-waste-recycled. The denominator is what is collected plus what is recycled. The national goal is 65 %; check that the boundary is the same.
quantities: household_waste.utilised, household_waste.generated
reporter: 区县城市管理部门
reporter-en: district urban management departments
answers: 生活垃圾 资源化利用率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'household_waste.utilised' AND whole.quantity = 'household_waste.generated';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'household_waste.utilised' AND whole.quantity = 'household_waste.generated';
