using Grid.LoadGenerator.Chance;

namespace Grid.LoadGenerator.Persons;

/// <summary>What names are made of; the shares of surnames follow how common they are.</summary>
internal static class NameParts
{
    public static readonly Weighted<string> Surnames = new(
        ("王", 7.2),
        ("李", 7.1),
        ("张", 6.7),
        ("刘", 6.3),
        ("陈", 4.6),
        ("杨", 3.1),
        ("黄", 3.4),
        ("吴", 2.4),
        ("赵", 2.2),
        ("周", 2.1),
        ("徐", 2.0),
        ("胡", 2.2),
        ("朱", 1.6),
        ("曾", 1.7),
        ("罗", 1.7),
        ("谢", 1.6),
        ("邓", 1.3),
        ("熊", 1.5),
        ("万", 1.4),
        ("饶", 0.8),
        ("廖", 1.2),
        ("钟", 1.3),
        ("赖", 0.9),
        ("彭", 1.3),
        ("肖", 1.2),
        ("郭", 1.2),
        ("何", 1.1),
        ("高", 0.9),
        ("林", 1.1),
        ("马", 0.8),
        ("孙", 1.1),
        ("余", 1.0),
        ("叶", 0.9),
        ("程", 0.8),
        ("邹", 0.9),
        ("涂", 0.7),
        ("龚", 0.7),
        ("章", 0.5),
        ("喻", 0.3),
        ("吕", 0.5),
        ("欧阳", 0.5),
        ("上官", 0.1),
        ("司马", 0.06),
        ("诸葛", 0.06),
        ("夏侯", 0.03),
        ("皇甫", 0.02),
        ("令狐", 0.02),
        ("司徒", 0.02)
    );

    /// <summary>The She (畲族), the minority of Jiangxi, have mostly three of them.</summary>
    public static readonly string[] SheSurnames = ["蓝", "雷", "钟"];

    public static readonly string[] Male =
    [
        "伟",
        "强",
        "磊",
        "军",
        "勇",
        "杰",
        "涛",
        "明",
        "超",
        "辉",
        "鹏",
        "华",
        "飞",
        "刚",
        "波",
        "斌",
        "宇",
        "浩",
        "凯",
        "健",
        "俊",
        "志",
        "建",
        "国",
        "文",
        "海",
        "峰",
        "林",
        "平",
        "东",
        "子",
        "轩",
        "博",
        "毅",
        "晨",
        "睿",
    ];

    public static readonly string[] Female =
    [
        "芳",
        "娜",
        "敏",
        "静",
        "丽",
        "艳",
        "娟",
        "霞",
        "秀",
        "玲",
        "婷",
        "慧",
        "莹",
        "燕",
        "红",
        "梅",
        "英",
        "玉",
        "兰",
        "萍",
        "雪",
        "倩",
        "琳",
        "颖",
        "洁",
        "欣",
        "怡",
        "佳",
        "嘉",
        "思",
        "梦",
        "雨",
        "晓",
        "春",
        "小",
        "丹",
    ];

    /// <summary>
    /// Characters outside the basic plane, from the standard table of 2013 (通用规范汉字表): in use, and a trap for every text column.
    /// </summary>
    public static readonly string[] BeyondTheBasicPlane =
    [
        "\U0002B5AF",
        "\U0002CB4E",
        "\U0002CC56",
        "\U0002B36F",
        "\U0002CC0A",
        "\U0002C62D",
        "\U0002C7FD",
    ];

    public static readonly string[] UyghurMale = ["买买提", "艾山", "阿不都拉", "吐尔逊", "艾力", "玉素甫", "库尔班", "阿迪力"];

    public static readonly string[] UyghurFemale = ["阿依古丽", "古丽娜尔", "热依汗", "帕提古丽", "阿米娜", "迪丽拜尔"];

    public static readonly string[] Tibetan = ["扎西", "次仁", "卓玛", "丹增", "央金", "格桑", "旺堆", "拉姆", "平措", "白玛"];

    public static readonly string[] LatinGiven = ["ANNA", "JOHN", "MARIA", "PETER", "OLGA", "KENJI", "FATIMA", "JOSÉ", "INGRID", "SEAN"];

    public static readonly string[] LatinFamily =
    [
        "SAMPLE",
        "O'SAMPLE",
        "SAMPLE-TEST",
        "EXAMPLE",
        "VAN EXAMPLE",
        "MUSTERMANN",
        "DOE",
        "NOVAK",
    ];

    public static readonly string[] Trades =
    [
        "电子",
        "服饰",
        "陶瓷",
        "机械",
        "餐饮管理",
        "商贸",
        "物流",
        "建筑工程",
        "物业服务",
        "家具",
        "食品",
        "软件",
    ];

    public static readonly string[] Streets = ["示例大道", "样板路", "虚构街", "模拟巷", "演示路", "范例街"];
}
