/*
id: star-building-share
zh: 星级绿色建筑占新建建筑面积比例
en: Star-rated green buildings among new buildings
unit: %
direction: up
formula-zh: 当年新建星级（一星级及以上）绿色建筑面积 ÷ 当年城镇新建民用建筑面积 × 100
formula-en: Floor area of new green buildings with at least one star ÷ floor area of new urban civil buildings of the year × 100
clause: 天津方案四（二）2
clause-en: Tianjin plan, 4.2.2
quantities: floor_area.new_star, floor_area.new_civil
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 星级绿色建筑 新建 -二星级 -建材 | %
answers: 星级绿色建筑 占比 -二星级 -建材 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_star' AND whole_quantity = 'floor_area.new_civil';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_star' AND whole_quantity = 'floor_area.new_civil';
