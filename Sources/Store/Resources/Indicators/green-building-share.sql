/*
id: green-building-share
zh: 新建建筑中绿色建筑面积占比
en: Green buildings among new buildings
unit: %
direction: up
formula-zh: 当年新建绿色建筑面积 ÷ 当年城镇新建民用建筑面积 × 100
formula-en: Floor area of new green buildings ÷ floor area of new urban civil buildings of the year × 100
clause: 天津方案四（二）2
clause-en: Tianjin plan, 4.2.2
method-zh: 以竣工面积为准；达到绿色建筑标准基本级即计入，不要求取得标识。
method-en: By completion; buildings at the basic level of the green building standard count, a label is not asked for.
quantities: floor_area.new_green, floor_area.new_civil
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 新建 绿色建筑面积 -星级 | %
answers: 新建民用建筑 绿色建筑标准 | %
answers: 新建建筑 绿色建筑标准 -星级 -公共建筑 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_green' AND whole_quantity = 'floor_area.new_civil';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_green' AND whole_quantity = 'floor_area.new_civil';
