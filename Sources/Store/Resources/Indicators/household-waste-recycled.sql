/*
id: household-waste-recycled
zh: 生活垃圾回收利用率
en: Household waste recycled
unit: %
direction: up
formula-zh: 回收利用的生活垃圾量 ÷ 生活垃圾产生量 × 100
formula-en: Household waste recycled ÷ household waste generated × 100
clause: 连云港方案第14项（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 14 (from memory, check the printed text)
method-zh: “回收利用率”计可回收物与厨余等回收利用的量，不计焚烧发电；计焚烧发电的是“资源化利用率”（household-waste-utilised），数值高得多。分母为清运量与回收量之和；只用清运量作分母会高估。
method-en: Recycling counts recyclables and kitchen waste, not burning for power; with that it is utilisation (household-waste-utilised), which is much higher. The denominator is what is collected plus what is recycled; dividing by collected waste alone overstates it.
quantities: household_waste.recycled, household_waste.generated
reporter: 区县城市管理部门
reporter-en: district urban management departments
answers: 生活垃圾 回收利用率 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'household_waste.recycled' AND whole.quantity = 'household_waste.generated';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'household_waste.recycled' AND whole.quantity = 'household_waste.generated';
