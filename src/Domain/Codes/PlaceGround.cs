using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>Which of the four places the applicant chose (登记地依据), 79/2020 (一); none has priority.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlaceGround>))]
public enum PlaceGround
{
    /// <summary>户籍地</summary>
    HouseholdRegistration = 1,

    /// <summary>常住地</summary>
    HabitualResidence = 2,

    /// <summary>就业地: where employment registration (就业登记) or labour-use filing (劳动用工备案) was made before the job was lost</summary>
    FormerEmployment = 3,

    /// <summary>参保地: where social insurance was joined before the job was lost</summary>
    FormerInsurance = 4,
}
