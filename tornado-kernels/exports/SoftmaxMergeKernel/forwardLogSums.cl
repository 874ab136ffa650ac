__kernel void forwardLogSums(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *lse1, __global uchar *lse2, __global uchar *sizes, __global uchar *lse)
{
  bool b_13;
  float f_36, f_55, f_56, f_58, f_60, f_61, f_62, f_63, f_64, f_65, f_66, f_67;
  int i_5, i_7, i_9, i_10, i_11, i_12, i_15, i_17, i_19, i_21, i_22, i_23;
  int i_24, i_25, i_26, i_27, i_28, i_29, i_30, i_31, i_38, i_40, i_42, i_44;
  int i_45, i_46, i_47, i_48, i_49, i_50, i_57, i_59, i_69, i_71, i_73, i_75;
  int i_76, i_77, i_78, i_79, i_80, i_81;
  long l_32, l_33, l_34, l_51, l_52, l_53, l_82, l_83, l_84;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_14, ul_16, ul_18, ul_20, ul_35;
  ulong ul_37, ul_39, ul_41, ul_43, ul_54, ul_68, ul_70, ul_72, ul_74, ul_85;

  // BLOCK 0
  ul_0  =  (ulong) lse1;
  ul_1  =  (ulong) lse2;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) lse;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 16L;
  i_9  =  *((__global int *) ul_8);
  i_10  =  get_global_id(0);
  i_11  =  i_5 * i_9;
  i_12  =  i_11 * i_7;
  b_13  =  i_10 < i_12;
  if(b_13)
  {
    // BLOCK 1
    ul_14  =  ul_2 + 56L;
    i_15  =  *((__global int *) ul_14);
    ul_16  =  ul_2 + 60L;
    i_17  =  *((__global int *) ul_16);
    ul_18  =  ul_2 + 64L;
    i_19  =  *((__global int *) ul_18);
    ul_20  =  ul_2 + 68L;
    i_21  =  *((__global int *) ul_20);
    i_22  =  i_10 / i_7;
    i_23  =  i_22 / i_5;
    i_24  =  i_23 * i_17;
    i_25  =  i_24 + i_15;
    i_26  =  i_22 % i_5;
    i_27  =  i_26 * i_19;
    i_28  =  i_25 + i_27;
    i_29  =  i_10 % i_7;
    i_30  =  i_29 * i_21;
    i_31  =  i_28 + i_30;
    l_32  =  (long) i_31;
    l_33  =  l_32 + 4L;
    l_34  =  l_33 << 2;
    ul_35  =  ul_0 + l_34;
    f_36  =  *((__global float *) ul_35);
    ul_37  =  ul_2 + 96L;
    i_38  =  *((__global int *) ul_37);
    ul_39  =  ul_2 + 100L;
    i_40  =  *((__global int *) ul_39);
    ul_41  =  ul_2 + 104L;
    i_42  =  *((__global int *) ul_41);
    ul_43  =  ul_2 + 108L;
    i_44  =  *((__global int *) ul_43);
    i_45  =  i_40 * i_23;
    i_46  =  i_45 + i_38;
    i_47  =  i_42 * i_26;
    i_48  =  i_46 + i_47;
    i_49  =  i_44 * i_29;
    i_50  =  i_48 + i_49;
    l_51  =  (long) i_50;
    l_52  =  l_51 + 4L;
    l_53  =  l_52 << 2;
    ul_54  =  ul_1 + l_53;
    f_55  =  *((__global float *) ul_54);
    f_56  =  -1.0F / 0.0F;
    i_57  =  isequal(f_36, f_56);
    if(i_57 == 1)
    {
      // BLOCK 2
      f_58  =  f_55;
    }  // B1
    else
    {
      // BLOCK 3
      i_59  =  isequal(f_55, f_56);
      if(i_59 == 1)
      {
        // BLOCK 4
        f_58  =  f_36;
      }  // B3
      else
      {
        // BLOCK 5
        f_60  =  fmax(f_36, f_55);
        f_61  =  f_36 - f_60;
        f_62  =  exp(f_61);
        f_63  =  f_55 - f_60;
        f_64  =  exp(f_63);
        f_65  =  f_62 + f_64;
        f_66  =  log(f_65);
        f_67  =  f_66 + f_60;
        f_58  =  f_67;
      }  // B3
    }  // B1
    // BLOCK 6 MERGES [2 4 5 ]
    ul_68  =  ul_2 + 136L;
    i_69  =  *((__global int *) ul_68);
    ul_70  =  ul_2 + 140L;
    i_71  =  *((__global int *) ul_70);
    ul_72  =  ul_2 + 144L;
    i_73  =  *((__global int *) ul_72);
    ul_74  =  ul_2 + 148L;
    i_75  =  *((__global int *) ul_74);
    i_76  =  i_71 * i_23;
    i_77  =  i_76 + i_69;
    i_78  =  i_73 * i_26;
    i_79  =  i_77 + i_78;
    i_80  =  i_75 * i_29;
    i_81  =  i_79 + i_80;
    l_82  =  (long) i_81;
    l_83  =  l_82 + 4L;
    l_84  =  l_83 << 2;
    ul_85  =  ul_3 + l_84;
    *((__global float *) ul_85)  =  f_58;
  }  // B0
  else
  {
    // BLOCK 7
  }  // B0
  // BLOCK 8 MERGES [7 6 ]
  return;
}  //  kernel
