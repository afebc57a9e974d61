/*
id: two-star-public-coverage
zh: 政府投资新建公共建筑二星级以上覆盖率
en: Government-funded new public buildings with two stars or more
unit: %
direction: up
formula-zh: 当年建成、执行二星级及以上绿色建筑标准的政府投资公共建筑面积 ÷ 当年建成的政府投资公共建筑面积 × 100
formula-en: Floor area of government-funded public buildings completed in the year to a standard of at least two stars ÷ floor area of all of them × 100
clause: 连云港方案第2项；星级见 GB/T 50378-2019
clause-en: Lianyungang plan, task 2; stars of GB/T 50378-2019
method-zh: 原文要求“全面执行二星级以上标准”，没有写比例；按执行的建筑面积占比衡量，目标为 100%。按面积而不按项目数，因为其他绿色建筑指标都按面积。建筑名录没有星级和投资性质两项，所以用填报值；可以逐栋填报，区县再补未登记的。
method-en: The plan says that all shall follow the standard of two stars, not a share; measured as the share of floor area that does, against 100 %. By floor area and not by number, as all other shares of green buildings are. The register knows neither stars nor who pays, so it is reported: by building, and by the district for what is not in the register.
quantities: floor_area.new_gov_public_two_star, floor_area.new_gov_public
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 政府投资 星级 | 星级 | 100 | 2
answers: 政府投资 二星级 绿色建筑 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_gov_public_two_star' AND whole_quantity = 'floor_area.new_gov_public';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_gov_public_two_star' AND whole_quantity = 'floor_area.new_gov_public';
