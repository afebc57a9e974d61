/*
id: wastewater-reuse
zh: 城镇污水处理厂尾水再生利用率
en: Reuse of treated wastewater
unit: %
direction: up
formula-zh: 再生利用的尾水量 ÷ 污水处理量（或污水排放量）× 100
formula-en: Treated wastewater that is reused ÷ wastewater treated (or discharged) × 100
clause: 连云港方案第13项（县以上城市；凭记忆，须核对原文）
clause-en: Lianyungang plan, task 13 (county towns and above; from memory, check the printed text)
method-zh: 分母有两种：污水处理厂处理量（默认，与城市建设统计一致，指标名称也是“尾水”），或污水排放总量（含未处理的，数值更低）。生态补水是否算利用由填报说明写明；本系统按实际供出量计。
method-en: Two denominators are in use: wastewater treated (the default, as in the statistics of urban construction, and the name speaks of treated water) or all wastewater discharged, which gives a lower number. Whether water for rivers counts is for the evidence of the report; what was actually supplied counts here.
quantities: wastewater.reused, wastewater.treated, wastewater.discharged
reporter: 污水处理企业
reporter-en: wastewater plants
answers: 尾水 再生 | %
answers: 再生水 利用率 | %
variant: of_treated | 以处理量为分母 | of water treated |
variant: of_discharged | 以排放量为分母 | of water discharged | 排放量
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value) AS denominator,
    100 * sum(part.value) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'wastewater.reused'
    AND whole.quantity = iif(:variant = 'of_discharged', 'wastewater.discharged', 'wastewater.treated');
-- rows
SELECT kind, subject, part.value AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'wastewater.reused'
    AND whole.quantity = iif(:variant = 'of_discharged', 'wastewater.discharged', 'wastewater.treated');
