using System.Collections.Frozen;
using System.Text;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Wording;

/// <summary>A text in the one form in which wordings are compared.</summary>
internal static class WordingText
{
    /// <summary>The traditional forms of characters that the wordings use, each above its simplified one.</summary>
    private const string Traditional = "資證檔畢業學歷參繳納險領條職離約關係終無沒補齊戶異農轉聯絡繫電話機號碼斷絕務紹訓薦導續辦過齡歲滿達數幾兩貳叁時間記錄認應請須帶攜遞傳據書員說聽復報銷壽養顯開個給與從經動滯遺備調還審冊標準確繼擔單勞協議錢買藝種級執償貫樣權遲況該聲佔";
    private const string Simplified = "资证档毕业学历参缴纳险领条职离约关系终无没补齐户异农转联络系电话机号码断绝务绍训荐导续办过龄岁满达数几两二三时间记录认应请须带携递传据书员说听复报销寿养显开个给与从经动滞遗备调还审册标准确继担单劳协议钱买艺种级执偿贯样权迟况该声占";

    private static readonly FrozenDictionary<char, char> ToSimplified =
        Traditional.Zip(Simplified).ToFrozenDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Letters and digits only, NFKC, lower case, simplified characters.</summary>
    public static string Of(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var character in Nfkc.Normalize(text))
        {
            if (char.IsLetterOrDigit(character))
                squeezed.Append(ToSimplified.GetValueOrDefault(char.ToLowerInvariant(character), char.ToLowerInvariant(character)));
        }

        return squeezed.ToString();
    }
}
