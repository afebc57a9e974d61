/*
id: garden-waste-used
zh: 园林绿化垃圾综合利用率
en: Garden waste put to use
unit: %
direction: up
formula-zh: 综合利用的园林绿化垃圾量 ÷ 园林绿化垃圾产生量 × 100
formula-en: Garden waste put to use ÷ garden waste generated × 100
clause: 连云港方案第14项
clause-en: Lianyungang plan, task 14
method-zh: 利用包括粉碎覆盖、堆肥、生物质燃料和板材；随生活垃圾焚烧发电的不算。只计公共绿地和道路绿化产生的量，居民庭院的计入生活垃圾。
method-en: Use means mulch, compost, biomass fuel and boards; what is burnt with household waste does not count. Only waste of public green and streets; that of private gardens is household waste.
quantities: garden_waste.utilised, garden_waste.generated
reporter: 区县城市管理部门
reporter-en: district urban management departments
answers: 园林 垃圾 利用率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'garden_waste.utilised' AND whole.quantity = 'garden_waste.generated';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'garden_waste.utilised' AND whole.quantity = 'garden_waste.generated';
