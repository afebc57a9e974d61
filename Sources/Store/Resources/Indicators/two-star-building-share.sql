/*
id: two-star-building-share
zh: 二星级及以上绿色建筑占新建建筑面积比例
en: Green buildings with two stars or more among new buildings
unit: %
direction: up
formula-zh: 当年新建二星级及以上绿色建筑面积 ÷ 当年城镇新建民用建筑面积 × 100
formula-en: Floor area of new green buildings with at least two stars ÷ floor area of new urban civil buildings of the year × 100
clause: 天津方案四（二）2
clause-en: Tianjin plan, 4.2.2
quantities: floor_area.new_two_star, floor_area.new_civil
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 二星级 绿色建筑 新建 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_two_star' AND whole_quantity = 'floor_area.new_civil';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_two_star' AND whole_quantity = 'floor_area.new_civil';
