/*
id: prefabricated-share
zh: 装配式建筑占新开工建筑面积比例
en: Prefabricated share of construction starts
unit: %
direction: up
formula-zh: 当年新开工装配式建筑面积 ÷ 当年新开工建筑面积 × 100
formula-en: Floor area of prefabricated buildings started in the year ÷ floor area started in the year × 100
clause: 连云港方案第5项
clause-en: Lianyungang plan, task 5
method-zh: 单体装配率不低于 50%（GB/T 51129-2017）的才算装配式建筑；按新开工面积，不按竣工面积。
method-en: A building counts as prefabricated from a degree of 50 % on (GB/T 51129-2017); by floor area started, not completed.
quantities: floor_area.prefab_started, floor_area.started
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 装配式 新开工 | %
answers: 装配式 占 新建 -国有土地 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.prefab_started' AND whole_quantity = 'floor_area.started';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.prefab_started' AND whole_quantity = 'floor_area.started';
