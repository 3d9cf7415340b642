using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>Who is served by reference (参照登记失业人员进行服务), 79/2020 (一): the same service clocks, never in the stock.</summary>
[JsonConverter(typeof(StrictEnumConverter<ByReferenceGroup>))]
public enum ByReferenceGroup
{
    /// <summary>离校未就业高校毕业生</summary>
    Graduate = 1,

    /// <summary>领取失业补助金人员</summary>
    UnemploymentSubsidy = 2,

    /// <summary>领取一次性生活补助、临时生活补助的失业农民工</summary>
    MigrantLivingSubsidy = 3,

    /// <summary>港澳台居民 who lost work on the mainland; from 人社厅发〔2020〕3号, not from 79/2020: may be handled by reference</summary>
    HongKongMacaoTaiwanResident = 4,
}
