/*
id: construction-waste-used
zh: 建筑垃圾综合利用率
en: Construction waste put to any use
unit: %
direction: up
formula-zh: 回填、直接利用和资源化利用的建筑垃圾量 ÷ 建筑垃圾产生量 × 100
formula-en: Construction waste filled back, used directly or recycled ÷ construction waste generated × 100
clause: 连云港方案第14项（口径凭记忆，须核对原文）
clause-en: Lianyungang plan, task 14 (boundary from memory, check the printed text)
method-zh: “综合利用率”计回填、直接利用和资源化利用；只计再生产品的是“资源化利用率”（construction-waste-recycled）。分母都是全部产生量。
method-en: Use of any kind counts backfill, direct use and recycling; products only are construction-waste-recycled. Both divide by all waste generated.
quantities: waste.construction_used, waste.construction_generated
reporter: 区县城市管理部门
reporter-en: district urban management departments
answers: 建筑垃圾 综合利用率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'waste.construction_used' AND whole.quantity = 'waste.construction_generated';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'waste.construction_used' AND whole.quantity = 'waste.construction_generated';
