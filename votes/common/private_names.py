"""姓名: persons' names in Chinese texts, found by their surname and by the words that stand around them.

A name alone cannot be told from other words (高度, 马路); one is found only where something near it says so.
"""

import re
from collections.abc import Iterator

DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|轩辕|端木|百里|呼延|南宫|闻人|独孤|司空"
SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟万段漕钱汤尹黎易常武乔贺赖龚文庞樊兰殷施"
    "陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢骆岳齐梅雷庄辛管祝左涂谷祁耿牟卜路詹关苗凌费纪靳盛童"
    "欧甄项裴席卫查屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佘肖游阳裘缪干滕敖米莫楼褚"
)
SURNAME = rf"(?:{DOUBLE}|[{SINGLE}])"

NEVER = "的了是在和与及或把被给向从对等说住有门也都将已就要会能每因为于由让请我你他她它们这那某不没上下里外边旁内前后村镇乡县市区路街巷组队局厅所院校站桥河湖渠沟库厂店家园点处"
"""Signs that end a name rather than belong to it."""

GIVEN = rf"[^\W\dA-Za-z_{NEVER}]"

WORDS = (
    "高度高级高中高校高龄高峰高速高温高层施工施肥安全安装安排安静安置任何任意任务任课万元万人万余方便常年常常常务常委常住"
    "文化文明文体水利金融金额时间成立成员公安公共公司石头马路马上花园江边路灯路面路边路口田间田地黄土黄色温度温暖关于关心关注关闭"
    "应该应当解决解释强烈强化强制管理管道管护管网项目干部干净干道单位单独平时平安明显季节农村房屋房子边上边缘左右左边易地易发"
    "华侨车辆车位车子车间游客游玩阳光阳台包括包装包村单元单车司机宁愿甘愿盛夏童年武装许多余下余款安心严重严格"
    "孔洞景区景观华人路段路基章程纪律纪检包干任期任职易燃雷雨凌晨左侧席位关停关爱强降毛坯毛病申请申报申诉司法"
    "洪水洪涝夏天夏季林业林地林木林场林区石板石阶田埂田园米左右楼道楼梯楼房楼层车主车队车站房东房产史料游泳祝愿祝大查看查处解放"
    "温馨汤药汪洋莫名莫大顾虑顾及顾客钱款钱财齐心齐全谷物苗木苗圃阴雨阴暗阴沟阳性柴油柴火童车庄稼庄园庄重庄户孟加钟楼钟头"
)
"""Common words that begin with a surname, two signs each."""

NOT_WORDS = "(?!" + "|".join(sorted({WORDS[at : at + 2] for at in range(0, len(WORDS) - 1, 2)})) + ")"

FULL = rf"{NOT_WORDS}(?P<whole>(?P<surname>{SURNAME})(?!某){GIVEN}{{1,2}})"
STOP = r"$|[\s,.;:!?、。()\[\]<>\"'“”‘’/《》「」【】…—]"
EDGE = rf"(?={STOP})"
AFTER = "家|的|在|住|说|反映|把|将|和|与|等|一家|户"

TITLES = (
    "先生|女士|小姐|同志|书记|主任|支书|村长|乡长|镇长|县长|市长|区长|局长|科长|所长|站长|校长|园长|院长|厂长|队长|组长|会长|"
    "经理|老板|医生|大夫|护士|老师|教授|师傅|警官|法官|律师|代表|委员|主席|大爷|大妈|大叔|大婶|阿姨|叔叔|奶奶|爷爷|大哥|大姐|嫂子"
)
KIN = "爸爸|妈妈|父亲|母亲|丈夫|妻子|老公|老婆|爱人|儿子|女儿|孙子|孙女|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外公|外婆|公公|婆婆"
WHO = "邻居|村民|居民|业主|户主|租户|住户|商户|同学|同事|老人|患者|家长|学生|群众|网民|市民|党员|贫困户|低保户|五保户|负责人|包工头|司机|房东"
LABELS = "姓名|联系人|建议人|反映人|投诉人|举报人|申请人|来电人|来信人|提议人|提出人|签名|签字|署名|落款|此致"
SELF = "我叫|我是|我名叫|名叫|叫做|本人|本人是|名字叫|名字是|姓名是"
NICK = "王李张刘陈杨赵吴周徐孙朱胡郭罗郑梁谢宋唐邓冯曹彭曾蒋蔡魏吕丁苏卢"
PLACE = r"(?!家?[庄村屯寨沟湾桥堡集镇店营坪坝岭坡塘冲巷路街楼])"

FORMS = (
    rf"(?:{LABELS})[:\s是为]{{0,3}}{FULL}(?={STOP}|电话|手机|联系|号码|身份|住|\d|(?:{TITLES}))",
    rf"(?:{SELF})[:\s]?{FULL}{EDGE}",
    rf"(?:{KIN}|{WHO})[:\s]?(?:叫|是)?{FULL}{PLACE}(?={STOP}|{AFTER})",
    rf"{FULL}[\s,(:、]{{0,3}}(?:联系)?(?:电话|手机|号码|微信)?[:\s是为)]{{0,3}}(?=\+?(?:86)?1[3-9]\d{{9}})",
    rf"1[3-9]\d{{9}}[\s,(:、]{{0,2}}{FULL}{EDGE}",
    rf"\n[ \t]*{FULL}[ \t]*(?=$|\n)",
)
"""What tells a full name: a label, who speaks, whose kin or neighbour, a phone number beside it, a signature.

Plain words until they are asked for: compiled while the application starts, they would cost it a twentieth of a second.
"""

NEXT = rf"[、,\s和与]{{1,2}}{FULL}{EDGE}"
TITLED = rf"(?<![{SINGLE}]){NOT_WORDS}(?P<whole>{SURNAME}(?:(?!某){GIVEN}){{0,2}})(?={TITLES})"
NICKNAME = rf"(?P<whole>[老小阿][{NICK}]){PLACE}(?![子女儿同树打旧边围末某])"


def names_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a name starts and ends in a text, and what would stand there instead; a name once told is told everywhere."""
    full = dict(full_names(text))
    for name, instead in full.items():
        for match in re.finditer(re.escape(name), text):
            yield *match.span(), instead
    for match in re.finditer(TITLED, text):
        yield *match.span("whole"), "某"
    for match in re.finditer(NICKNAME, text):
        yield *match.span("whole"), "某某"


def full_names(text: str) -> Iterator[tuple[str, str]]:
    """The full names of a text, each with its surname and 某; those listed after a name are names too."""
    for form in FORMS:
        reached = 0
        for match in re.finditer(form, text):
            following = match if match.end("whole") > reached else None
            while following:
                yield following["whole"], f"{following['surname']}某"
                reached = following.end("whole")
                following = re.compile(NEXT).match(text, reached)
