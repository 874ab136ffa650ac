__kernel void forwardLanes(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *table, __global uchar *ids, __global uchar *sizes, __global uchar *y)
{
  bool b_15, b_56;
  float f_33, f_38, f_72, f_81, f_82, f_83, f_84, f_85;
  int i_5, i_7, i_9, i_11, i_12, i_13, i_14, i_17, i_19, i_21, i_22, i_23;
  int i_24, i_25, i_26, i_27, i_28, i_35, i_36, i_37, i_39, i_40, i_42, i_44;
  int i_46, i_48, i_50, i_52, i_54, i_55, i_57, i_58, i_59, i_60, i_61, i_62;
  int i_63, i_64, i_65, i_66, i_67, i_73, i_74, i_79, i_80, i_86, i_87, i_88;
  int i_93;
  long l_29, l_30, l_31, l_68, l_69, l_70, l_75, l_76, l_77, l_89, l_90, l_91;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_16, ul_18, ul_20, ul_32;
  ulong ul_34, ul_41, ul_43, ul_45, ul_47, ul_49, ul_51, ul_53, ul_71, ul_78, ul_92;

  // BLOCK 0
  ul_0  =  (ulong) table;
  ul_1  =  (ulong) ids;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) y;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 32L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 16L;
  i_11  =  *((__global int *) ul_10);
  i_12  =  get_global_id(0);
  i_13  =  i_5 * i_11;
  i_14  =  i_13 * i_9;
  b_15  =  i_12 < i_14;
  if(b_15)
  {
    // BLOCK 1
    ul_16  =  ul_2 + 56L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_2 + 60L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_2 + 68L;
    i_21  =  *((__global int *) ul_20);
    i_22  =  i_12 / i_9;
    i_23  =  i_22 / i_5;
    i_24  =  i_23 * i_19;
    i_25  =  i_24 + i_17;
    i_26  =  i_22 % i_5;
    i_27  =  i_26 * i_21;
    i_28  =  i_25 + i_27;
    l_29  =  (long) i_28;
    l_30  =  l_29 + 4L;
    l_31  =  l_30 << 2;
    ul_32  =  ul_1 + l_31;
    f_33  =  *((__global float *) ul_32);
    ul_34  =  ul_2 + 28L;
    i_35  =  *((__global int *) ul_34);
    i_36  =  isless(f_33, 0.0F);
    if(i_36 == 1)
    {
      // BLOCK 2
      i_37  =  -1;
    }  // B1
    else
    {
      // BLOCK 3
      f_38  =  (float) i_35;
      i_39  =  isless(f_33, f_38);
      if(i_39 == 1)
      {
        // BLOCK 4
        i_40  =  isnan(f_33)? 0 : (int) f_33;
        i_37  =  i_40;
      }  // B3
      else
      {
        // BLOCK 5
        i_37  =  -1;
      }  // B3
    }  // B1
    // BLOCK 6 MERGES [2 5 4 ]
    ul_41  =  ul_2 + 76L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_2 + 80L;
    i_44  =  *((__global int *) ul_43);
    ul_45  =  ul_2 + 88L;
    i_46  =  *((__global int *) ul_45);
    ul_47  =  ul_2 + 92L;
    i_48  =  *((__global int *) ul_47);
    ul_49  =  ul_2 + 36L;
    i_50  =  *((__global int *) ul_49);
    ul_51  =  ul_2 + 48L;
    i_52  =  *((__global int *) ul_51);
    ul_53  =  ul_2 + 52L;
    i_54  =  *((__global int *) ul_53);
    i_55  =  *((__global int *) ul_34);
    b_56  =  i_37 < 0;
    if(b_56)
    {
      // BLOCK 7
      i_57  =  0;
    }  // B6
    else
    {
      // BLOCK 8
      i_57  =  i_7;
    }  // B6
    // BLOCK 9 MERGES [7 8 ]
    i_58  =  i_52 * i_37;
    i_59  =  i_58 + i_50;
    i_60  =  i_44 * i_23;
    i_61  =  i_60 + i_42;
    i_62  =  i_46 * i_26;
    i_63  =  i_61 + i_62;
    i_64  =  i_12 % i_9;
    // BLOCK 10 MERGES [9 11 ]
    i_65  =  i_64;
    for(;i_65 < i_57;)
    {
      // BLOCK 11
      i_66  =  i_54 * i_65;
      i_67  =  i_66 + i_59;
      l_68  =  (long) i_67;
      l_69  =  l_68 + 4L;
      l_70  =  l_69 << 2;
      ul_71  =  ul_0 + l_70;
      f_72  =  *((__global float *) ul_71);
      i_73  =  i_48 * i_65;
      i_74  =  i_73 + i_63;
      l_75  =  (long) i_74;
      l_76  =  l_75 + 4L;
      l_77  =  l_76 << 2;
      ul_78  =  ul_3 + l_77;
      *((__global float *) ul_78)  =  f_72;
      i_79  =  i_65 + i_9;
      i_65  =  i_79;
    }  // B10
    // BLOCK 12
    i_80  =  i_57 + i_64;
    f_81  =  (float) i_55;
    f_82  =  f_81 - 1.0F;
    f_83  =  f_82 - f_33;
    f_84  =  native_sqrt(f_83);
    f_85  =  f_84 * 0.0F;
    // BLOCK 13 MERGES [12 14 ]
    i_86  =  i_80;
    for(;i_86 < i_7;)
    {
      // BLOCK 14
      i_87  =  i_86 * i_48;
      i_88  =  i_87 + i_63;
      l_89  =  (long) i_88;
      l_90  =  l_89 + 4L;
      l_91  =  l_90 << 2;
      ul_92  =  ul_3 + l_91;
      *((__global float *) ul_92)  =  f_85;
      i_93  =  i_86 + i_9;
      i_86  =  i_93;
    }  // B13
    // BLOCK 15
  }  // B0
  else
  {
    // BLOCK 16
  }  // B0
  // BLOCK 17 MERGES [16 15 ]
  return;
}  //  kernel
