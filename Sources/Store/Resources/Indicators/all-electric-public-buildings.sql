/*
id: all-electric-public-buildings
zh: 新建公共建筑全面电气化比例
en: All-electric new public buildings
unit: %
direction: up
formula-zh: 当年新建全面电气化公共建筑面积 ÷ 当年新建公共建筑面积 × 100
formula-en: Floor area of new public buildings that use electricity only ÷ floor area of new public buildings of the year × 100
clause: 连云港方案第4项；天津方案四（六）1（按建筑面积，凭记忆，须核对原文）
clause-en: Lianyungang plan, task 4; Tianjin plan, 4.6.1 (by floor area, from memory, check the printed text)
method-zh: 按建筑面积计，不按项目数。连云港方案写的是“建筑电气化应用比例”，上文是新建公共建筑全面电气化，故按此理解；若理解为用电占建筑能耗比例，可在审阅页改绑 electricity-share。“全面电气化”指供暖、制冷、热水、炊事都不用化石燃料，市政热力是否允许以当地规定为准。
method-en: By floor area, not by number. The Lianyungang plan says “share of electrification” after speaking of all-electric new public buildings, and is read so; read as electricity in building energy, bind it to electricity-share on the review page. All-electric means no fossil fuel for heating, cooling, hot water and cooking; whether district heat is allowed is for local rules.
quantities: floor_area.new_public_all_electric, floor_area.new_public
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 电气化 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_public_all_electric' AND whole_quantity = 'floor_area.new_public';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_public_all_electric' AND whole_quantity = 'floor_area.new_public';
