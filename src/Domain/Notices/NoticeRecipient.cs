using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Persons.Deciding;

namespace Grid.Domain.Notices;

/// <summary>Whether and in which language a person is written to, by the record as it is when the message leaves.</summary>
public static class NoticeRecipient
{
    /// <summary>False for one who has died since the message was written: it must not reach the family.</summary>
    public static bool MayReceive(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return !PastCases.IsDead(record);
    }

    /// <summary>English for holders of a foreigner's document, Chinese for all others.</summary>
    public static NoticeLanguage LanguageOf(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Identity?.Number.Kind is IdentityDocumentKind.ForeignResidentCard2017 or IdentityDocumentKind.ForeignResidentCard2023 ? NoticeLanguage.English : NoticeLanguage.Chinese;
    }
}
