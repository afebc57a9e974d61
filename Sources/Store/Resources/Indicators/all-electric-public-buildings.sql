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
quantities: floor_area.new_public_all_electric, floor_area.new_public
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 电气化 | %
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'floor_area.new_public_all_electric' AND whole.quantity = 'floor_area.new_public';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'floor_area.new_public_all_electric' AND whole.quantity = 'floor_area.new_public';
