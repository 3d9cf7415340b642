using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>The way an application came in (申请渠道).</summary>
[JsonConverter(typeof(StrictEnumConverter<ApplicationChannel>))]
public enum ApplicationChannel
{
    /// <summary>失业登记全国统一服务平台</summary>
    Platform = 1,

    /// <summary>the province's own site, app or mini programme (本地网办)</summary>
    Online = 2,

    /// <summary>a service window (窗口)</summary>
    Offline = 3,
}
