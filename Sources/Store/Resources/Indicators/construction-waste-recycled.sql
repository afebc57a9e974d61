/*
id: construction-waste-recycled
zh: 建筑垃圾资源化利用率
en: Construction waste made into products
unit: %
direction: up
formula-zh: 制成再生产品的建筑垃圾量 ÷ 建筑垃圾产生量 × 100
formula-en: Construction waste made into recycled products ÷ construction waste generated × 100
clause: 连云港方案第14项；天津方案四（七）4（口径凭记忆，须核对原文）
clause-en: Lianyungang plan, task 14; Tianjin plan, 4.7.4 (boundary from memory, check the printed text)
method-zh: “资源化利用率”只计制成再生产品的量；“综合利用率”还计回填和直接利用，数值更高，是另一个指标（construction-waste-used）。分母都是全部产生量。
method-en: Recycling counts only what is made into products; use of any kind also counts backfill and direct use, is higher, and is another indicator (construction-waste-used). Both divide by all waste generated.
quantities: waste.construction_recycled, waste.construction_generated
reporter: 区县城市管理部门
reporter-en: district urban management departments
answers: 建筑垃圾 资源化 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'waste.construction_recycled' AND whole.quantity = 'waste.construction_generated';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'waste.construction_recycled' AND whole.quantity = 'waste.construction_generated';
