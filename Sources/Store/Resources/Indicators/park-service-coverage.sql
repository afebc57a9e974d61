/*
id: park-service-coverage
zh: 公园绿地服务圈覆盖率
en: Homes near a park
unit: %
direction: up
formula-zh: 公园绿地服务范围内的居住用地面积 ÷ 居住用地面积 × 100
formula-en: Residential land within reach of a park ÷ residential land × 100
clause: 连云港方案第11项；GB/T 50563-2010 公园绿地服务半径覆盖率（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 11; GB/T 50563-2010, service radius of parks (from memory, check the printed text)
method-zh: “十分钟”怎么量没有统一规定。默认按服务半径：5000平方米及以上的公园绿地500米，1000（旧城区）或2000至5000平方米的300米，直线距离；另一口径按路网步行10分钟（每秒1.2米，720米）。默认半径口径，因为它是国家标准的算法，各城市可比；步行口径更接近实际。
method-en: How to measure ten minutes is not settled. By default by service radius: 500 m as the crow flies around parks of 5000 m² or more, 300 m around those of 1000 (old town) or 2000 to 5000 m². The other reading is ten minutes’ walk along streets (1.2 m/s, 720 m). The radius is the default because it is the national standard’s and comparable between cities; the walk is closer to what people do.
quantities: park.served_by_radius, park.served_by_walk, residential_land.area
reporter: 区县园林绿化部门
reporter-en: district parks departments
answers: 公园绿地 服务圈 | %
answers: 公园绿地 服务半径 | %
variant: radius | 服务半径500米、300米 | radius of 500 m and 300 m | 半径
variant: walk | 路网步行10分钟 | ten minutes’ walk | 步行
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = iif(:variant = 'walk', 'park.served_by_walk', 'park.served_by_radius')
    AND whole.quantity = 'residential_land.area';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = iif(:variant = 'walk', 'park.served_by_walk', 'park.served_by_radius')
    AND whole.quantity = 'residential_land.area';
