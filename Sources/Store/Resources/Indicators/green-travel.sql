/*
id: green-travel
zh: 绿色出行比例
en: Green travel
unit: %
direction: up
formula-zh: 轨道、公交、步行、自行车出行人次 ÷ 全部出行人次 × 100
formula-en: Trips by rail, bus, on foot or bicycle ÷ all trips × 100
clause: 天津方案四（九）1（凭记忆，须核对原文）
clause-en: Tianjin plan, 4.9.1 (from memory, check the printed text)
method-zh: 各城市对“绿色出行”的统计办法不同（抽样调查或信令数据，短距离步行是否计入），不能直接比较；电动汽车不计入。填报时请写明步行的最短距离。
method-en: Cities count green travel differently (survey or phone data, short walks in or out), so numbers do not compare; electric cars do not count. Say in the report from which distance on walks count.
quantities: travel.green, travel.total
reporter: 交通运输部门
reporter-en: transport department
answers: 绿色出行 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'travel.green' AND whole.quantity = 'travel.total';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'travel.green' AND whole.quantity = 'travel.total';
