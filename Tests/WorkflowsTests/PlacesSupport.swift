/// A city that does not ship with the program: Nantong, as a file and with a plan written for the tests.
///
/// Codes of GB/T 2260 from memory: those of today with high confidence; that Chongchuan and Gangzha were merged and
/// Haimen became a district in 2020 with medium confidence, the days set to 1 January.
enum Nantong {
    static let city = "320600,南通市,Nantong,城市,,,,"

    static let places = """
        行政区划代码,名称,英文名称,类型,上级区划代码,设立日期,撤销日期,前身
        \(city)
        320613,崇川区,Chongchuan,区县,320600,2020-01-01,,320602、港闸区
        320602,崇川区,,市辖区,320600,,2020-01-01,
        ,港闸区,Gangzha,区,320600,,2020-01-01,
        320612,通州区,Tongzhou,区,320600,2009-07-02,,
        320614,海门区,Haimen,区,320600,2020-01-01,,
        320623,如东县,Rudong,县,320600,,,
        320681,启东市,Qidong,县级市,320600,,,
        ,通州湾示范区,Tongzhou Bay,功能板块,320600,,,

        """

    static let plan = """
        南通市城乡建设领域碳达峰实施方案

        为推动城乡建设绿色低碳转型，制定本方案。
        一、重点任务
        1.推广绿色建筑。新建建筑全面执行绿色建筑标准。到2030年，装配式建筑占同期新开工建筑面积的比例达到55%以上。\
        （市住房城乡建设局、市发展改革委按职责分工负责）
        2.减少建筑垃圾。到2030年，城市建筑垃圾资源化利用率达到60%。到2027年，城市社区中绿色社区创建比例达到70%以上。\
        （市城管局、市住房城乡建设局负责）

        南通市住房和城乡建设局
        2025年3月1日
        """
}
