"""What a date is for, where words near it could tell two things."""

import pytest

from taizhang.extract.dates import dates
from taizhang.types import Structure


def roles(text):
    found, _ = dates(text, Structure((), (), None, (0, len(text))), {"published_on": "2023-08-05"})
    return {mention.text: mention.role for mention in found}


@pytest.mark.parametrize(
    ("text", "date", "role"),
    [
        ("2023年1—6月，全市共立案1276起。", "2023年1—6月", "period"),
        ("5月立案152起，罚款720万元。", "5月", "period"),
        ("全市5月份环境违法案件查办情况", "5月份", "period"),
        ("5月12日立案2起。", "5月12日", "event"),
        ("对2月份空气质量排名落后的两县进行约谈。", "2月份", "period"),
        ("5月12日，对空气质量排名落后的两县进行约谈。", "5月12日", "event"),
        ("督察组8月16日向我县反馈《关于印发〈督察报告〉的函》。", "8月16日", "feedback"),
        ("巡察组于7月20日反馈意见。", "7月20日", "feedback"),
        ("落实7月20日反馈意见整改方案，召开会议。", "7月20日", "event"),
        ("7月16日上午，督察组以视频会议的形式向该省进行反馈。", "7月16日", "feedback"),
        ("这轮专项督察3月至4月实施。", "3月至4月", "inspection"),
        ("7月3日通过验收并销号。", "7月3日", "completed"),
        ("7月3日通过县里组织的验收。", "7月3日", "event"),
        ("督察组8月16日印发《整改办法》。", "8月16日", "published"),
        ("某县整改工作报告\n2019-04-28 / :61\n整改任务已完成。", "2019-04-28", "published"),
        ("2023年5月，该局对甲公司立案。", "2023年5月", "event"),
        ("该县去年11月却上报“完成整改”。", "去年11月", "event"),
        ("县住建局2022年12月就上报完成。", "2022年12月", "event"),
        ("管网2022年12月已完成。", "2022年12月", "completed"),
        ("回填任务本应6月底完成，实际只完成一半。", "6月底", "deadline"),
        ("原计划6月30日建成，至今没有动工。", "6月30日", "deadline"),
        ("收益861万元，7月15日全部入库。", "7月15日", "completed"),
        ("2022年上报的数据全部达标。", "2022年", "period"),
        ("7月26日至8月3日，市委巡察组陆续向市水务局党组反馈了巡察情况。", "7月26日至8月3日", "feedback"),
        ("7月26日至8月3日，市委巡察组对市水务局开展巡察。", "7月26日至8月3日", "inspection"),
        ("5 石膏矿区恢复治理缓慢 关闭矿山6家 县自然资源局 正路镇 市自然资源局 2023.7.8\n", "2023.7.8", "completed"),
        ("某县召开调度会\n来源:某县发布　2021-04-10　\n4月9日，召开调度会。", "2021-04-10", "published"),
        ("防汛工作情况通报\n2021年7月6日 18时　某县防汛办公室\n截至当日，转移群众900人。", "2021年7月6日", "published"),
        ("防汛工作情况通报\n2021年7月6日 18时，某县防汛办公室\n启动响应。", "2021年7月6日", "event"),
        ("请遵照执行。" + "各单位要认真落实。" * 20 + "\n市 自然资源局 2023.7.8", "2023.7.8", "published"),
    ],
)
def test_a_date_is_for_what_the_clause_says(text, date, role):
    assert roles(text)[date] == role
