/*
id: electricity-share
zh: 建筑用电占建筑能耗比例
en: Electricity share of building energy
unit: %
direction: up
formula-zh: 建筑用电量折标准煤 ÷ 建筑能耗总量（折标准煤）× 100；电力按当年发电煤耗或电热当量 0.1229 kgce/kWh 折算，其他能源按当量
formula-en: Electricity of buildings ÷ all energy of buildings, both as coal equivalent, × 100; electricity by the year’s coal rate or by its calorific value of 0.1229 kgce/kWh, other carriers by calorific value
clause: 天津方案四（六）1；GB/T 2589-2020（当量值 0.1229）
clause-en: Tianjin plan, 4.6.1; GB/T 2589-2020 (calorific value 0.1229)
method-zh: 折标方法有争议：同样的用电量，按发电煤耗折算的占比约为按电热当量的一倍半。默认发电煤耗法，因为 65% 这一目标只有按发电煤耗才说得通（全国 2020 至 2021 年约 58% 至 66%，按当量为 35% 至 44%）。发电煤耗取市里填报的当年值；没有填报的用全国 6000 千瓦及以上电厂发电标准煤耗（2010 至 2020 年，凭记忆，可信度中），2020 年以后沿用 2020 年的 287 克，电力部分计为估算。城乡口径可选：全部建筑，或只计城镇住宅和公共建筑。
method-en: The conversion is disputed: by coal rate the share is about one and a half times that by calorific value. The coal rate is the default, because only so a target of 65 % makes sense (the country: 58 to 66 % in 2020 and 2021, 35 to 44 % by calorific value). The city’s reported rate of the year is taken, else the country’s rate of thermal generation in plants of 6 MW and above (2010 to 2020, from memory, confidence medium); later years keep the 287 g of 2020 and count as estimated. All buildings, or only urban homes and public buildings.
quantities: power.coal_rate
reporter: 统计数据；发电煤耗由市统计部门填报
reporter-en: statistics; the coal rate by the city’s statistics department
answers: 用电 能耗 | %
variant: coal_rate | 发电煤耗，全部建筑 | coal rate, all buildings |
variant: calorific | 电热当量 0.1229，全部建筑 | calorific value 0.1229, all buildings | 当量
variant: urban_coal_rate | 发电煤耗，城镇建筑 | coal rate, urban buildings | 城镇
variant: urban_calorific | 电热当量 0.1229，城镇建筑 | calorific value 0.1229, urban buildings | 城镇 当量
*/
-- value
WITH rate (year, kg_per_kwh) AS (
    -- 全国 6000 千瓦及以上电厂发电标准煤耗，中国电力企业联合会历年统计，凭记忆，可信度中；2020 年以后沿用 2020 年值，计为估算
    -- coal rate of thermal generation, plants of 6 MW and above, China Electricity Council, from memory, confidence medium
    VALUES (2010, 0.312), (2011, 0.308), (2012, 0.305), (2013, 0.302), (2014, 0.300), (2015, 0.297), (2016, 0.294),
        (2017, 0.291), (2018, 0.290), (2019, 0.289), (2020, 0.287)
), own AS (
    SELECT avg(value) / 1e3 AS kg_per_kwh
    FROM v_reported_value report JOIN v_within ON ancestor_id = report.jurisdiction_id
    WHERE v_within.jurisdiction_id = :jurisdiction AND report.year = :year AND scope = ''
        AND quantity = 'power.coal_rate'
), used AS (
    SELECT ifnull(own.kg_per_kwh, rate.kg_per_kwh) / 0.1229 AS factor,
        own.kg_per_kwh IS NULL AND rate.year < :year AND :variant GLOB '*coal_rate' AS is_estimated
    FROM rate, own
    WHERE rate.year <= :year
    ORDER BY rate.year DESC
    LIMIT 1
), energy AS (
    SELECT jurisdiction_id, known, is_estimated, carrier,
        coal_equivalent_kg * iif(carrier = 'electricity' AND :variant GLOB '*coal_rate', factor, 1) AS kg
    FROM v_place_emission, used
    WHERE place_id = :jurisdiction AND v_place_emission.year = :year
        AND segment IN ('urban_home', 'public_building', iif(:variant GLOB 'urban_*', 'urban_home', 'rural_home'))
), total AS (
    SELECT sum(kg) FILTER (WHERE carrier = 'electricity') AS electricity, sum(kg) AS kg,
        count(DISTINCT jurisdiction_id) * known AS known, is_estimated
    FROM energy
)
SELECT electricity AS numerator, kg AS denominator, 100 * electricity / nullif(kg, 0) AS value,
    0 AS measured, 0 AS billed, known * iif(is_estimated, 1 - electricity / nullif(kg, 0), 1) AS statistical,
    known * iif(is_estimated, electricity / nullif(kg, 0), 0) AS estimated
FROM total;
-- rows
WITH rate (year, kg_per_kwh) AS (
    VALUES (2010, 0.312), (2011, 0.308), (2012, 0.305), (2013, 0.302), (2014, 0.300), (2015, 0.297), (2016, 0.294),
        (2017, 0.291), (2018, 0.290), (2019, 0.289), (2020, 0.287)
), own AS (
    SELECT avg(value) / 1e3 AS kg_per_kwh
    FROM v_reported_value report JOIN v_within ON ancestor_id = report.jurisdiction_id
    WHERE v_within.jurisdiction_id = :jurisdiction AND report.year = :year AND scope = ''
        AND quantity = 'power.coal_rate'
), used AS (
    SELECT ifnull(own.kg_per_kwh, rate.kg_per_kwh) / 0.1229 AS factor
    FROM rate, own
    WHERE rate.year <= :year
    ORDER BY rate.year DESC
    LIMIT 1
), energy AS (
    SELECT segment, carrier,
        coal_equivalent_kg * iif(carrier = 'electricity' AND :variant GLOB '*coal_rate', factor, 1) AS kg
    FROM v_place_emission, used
    WHERE place_id = :jurisdiction AND v_place_emission.year = :year
        AND segment IN ('urban_home', 'public_building', iif(:variant GLOB 'urban_*', 'urban_home', 'rural_home'))
)
SELECT 'segment' AS kind, segment AS subject, ifnull(sum(kg) FILTER (WHERE carrier = 'electricity'), 0) AS contribution,
    sum(kg) AS weight
FROM energy
GROUP BY segment;
