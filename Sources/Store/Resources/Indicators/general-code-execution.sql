/*
id: general-code-execution
zh: 新建民用建筑执行 GB 55015 的比例
en: New civil buildings that follow GB 55015
unit: %
direction: up
formula-zh: 执行 GB 55015 的城镇新建民用建筑面积 ÷ 城镇新建民用建筑面积 × 100
formula-en: Floor area of new urban civil buildings that follow GB 55015 ÷ floor area of all of them × 100
clause: 天津方案四（二）1；GB 55015-2021（2022年4月1日起施行）
clause-en: Tianjin plan, 4.2.1; GB 55015-2021 (in force since 1 April 2022)
method-zh: 以当年竣工面积为准；2022年4月1日以前通过施工图审查的项目按旧标准建成，仍计入分母，因此前几年达不到 100%。
method-en: By floor area completed in the year. Buildings approved before 1 April 2022 follow older codes and stay in the denominator, so the first years cannot reach 100 %.
quantities: floor_area.new_civil_gb55015, floor_area.new_civil
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 55015 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_civil_gb55015' AND whole_quantity = 'floor_area.new_civil';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_civil_gb55015' AND whole_quantity = 'floor_area.new_civil';
