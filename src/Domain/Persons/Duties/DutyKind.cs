using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Duties;

/// <summary>What an office owes a person by a day. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<DutyKind>))]
public enum DutyKind
{
    /// <summary>Decide the application within three working days, 79/2020 (三).</summary>
    Review = 1,

    /// <summary>Look at the identity data that the person was asked to correct; runs on the review's clock.</summary>
    Correction = 2,

    /// <summary>First active contact within five working days after registration, 79/2020 (三).</summary>
    FirstContact = 3,

    /// <summary>The month's follow-up survey (跟踪调查), 79/2020 (四).</summary>
    FollowUp = 4,

    /// <summary>Three attempts of a month failed: visit the person or match data (§1.5).</summary>
    Visit = 5,

    /// <summary>An exit that waits for its second person.</summary>
    ExitCheck = 6,

    /// <summary>Match the pension data, because the person may be drawing one by now (§5.4). Age proves nothing.</summary>
    PensionCheck = 7,

    /// <summary>Six or twelve months registered: long-term unemployed, perhaps a hardship person (就业困难人员).</summary>
    HardshipCheck = 8,

    /// <summary>Answer an objection (复核) within five working days.</summary>
    Objection = 9,

    /// <summary>Hand the case to the office where the person applied, or record that the person stays: three working days.</summary>
    TransferRequest = 10,

    /// <summary>A revocation or another decision that takes two waits for its second person.</summary>
    SecondPerson = 11,

    /// <summary>An objection was upheld, and the matter must be examined again within five working days.</summary>
    ReExamination = 12,
}
