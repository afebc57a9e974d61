/*
id: lighting-digital-system
zh: 建成照明数字化系统
en: Digital system of city lighting
unit: 项
direction: up
formula-zh: 年末已建成并投入运行为 1，未建成为 0；由几个地方填报的，全部建成才为 1
formula-en: 1 where the system runs at the end of the year, 0 where not; where several places report, 1 only if all have it
clause: 天津方案四（九）2
clause-en: Tianjin plan, 4.9.2
method-zh: 以竣工验收并投入运行为准；没有规定接入率，只填报是否建成。
method-en: By acceptance and operation. The plan asks for no share of lamps connected, so only whether it is there is reported.
quantities: lighting.digital_system
reporter: 市城市管理部门
reporter-en: city urban management department
answers: 照明 数字化 | 项
*/
-- value
SELECT sum(value) AS numerator, NULL AS denominator, min(value) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_report
WHERE place_id = :jurisdiction AND year = :year AND scope = '' AND quantity = 'lighting.digital_system'
HAVING count(*) > 0;
-- rows
SELECT kind, subject, value AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year = :year AND scope = '' AND quantity = 'lighting.digital_system';
